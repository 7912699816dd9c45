/* Figures over time and the contacts behind them. null always means "no data". */
import type { Shape } from './types.ts';

export type Step = '15m' | '30m' | '1h' | '1d';
export type IntervalRow = Shape<'IntervalRow'>;
export type Figures = Omit<IntervalRow, 'start' | 'end'>;
export type IntervalReport = Shape<'IntervalReport'>;
export type Csat = Shape<'CsatView'>;
/** Without an exit the contact still waits. */
export type Contact = Shape<'ContactRow'>;
export type Exit = Shape<'Exit'>;
export type RetentionReport = Shape<'RetentionReport'>;
export type Returned = Shape<'ReturnedView'>;
export type TalkReport = Shape<'TalkReport'>;
export type TalkRow = Shape<'TalkRow'>;
export type TalkBy = TalkReport['by'];
export type TopicReport = Shape<'TopicReport'>;
export type TopicRow = Shape<'TopicRow'>;
export type TopicBy = TopicReport['by'];
export type ContactList = Shape<'ContactList'>;
