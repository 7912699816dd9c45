/* Line icons on a 24 px grid, as the widget's. Decorative: the button says what it does. */
import { icon } from '../icons.tsx';

export { CloseIcon } from '../icons.tsx';
export const MuteIcon = icon(
  'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 12a6 6 0 0 0 12 0M12 18v3',
);
export const MutedIcon = icon(
  'M9 9v3a3 3 0 0 0 5 2M15 11V6a3 3 0 0 0-6-1M6 12a6 6 0 0 0 10 4M18 12v1M12 18v3M4 4l16 16',
);
export const KeypadIcon = icon(
  'M6 6h.1M12 6h.1M18 6h.1M6 12h.1M12 12h.1M18 12h.1M6 18h.1M12 18h.1M18 18h.1',
);
export const HangUpIcon = icon('M3 14c5-5 13-5 18 0l-2 3-4-1.500v-3a12 12 0 0 0-6 0v3L5 17z');
export const BarsIcon = icon('M6 18v-3M12 18v-7M18 18V6');
