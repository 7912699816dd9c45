/* Line icons on a 24 px grid, decorative: the button says what it does. */
export const icon = (path: string) => () => (
  <svg
    viewBox="0 0 24 24"
    width="22"
    height="22"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d={path} />
  </svg>
);

export const ChatIcon = icon('M4 5h16v11H9l-5 4zM8 9.5h8M8 12.5h5');
export const CloseIcon = icon('M6 6l12 12M18 6L6 18');
export const SendIcon = icon('M4 12l16-7-7 15-2-6z');
export const ClipIcon = icon('M16 7l-7 7a2 2 0 0 0 3 3l7-7a4 4 0 0 0-6-6l-7 7a6 6 0 0 0 8 8l6-5');
export const FileIcon = icon('M7 3h7l4 4v14H7zM14 3v4h4');
export const PersonIcon = icon('M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20c1-4 13-4 14 0');
export const EndIcon = icon('M14 8V5H5v14h9v-3M10 12h11l-3-3m3 3l-3 3');
