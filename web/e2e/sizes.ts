/* In which ways every screen is photographed. */
export const WIDTHS = [1440, 1024, 390];
export const THEMES = ['light', 'dark'] as const;
export const LANGUAGES = ['it', 'en'] as const;
