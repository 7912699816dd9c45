import type { ReactNode } from 'react';
import css from './Admin.module.css';

/** What an area is about, and what can be begun in it. */
export function AreaHead(props: { title: string; lead: string; children?: ReactNode }) {
  return (
    <header className={css.head}>
      <div>
        <h1>{props.title}</h1>
        <p>{props.lead}</p>
      </div>
      {props.children}
    </header>
  );
}
