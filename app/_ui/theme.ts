export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The cookie in which a browser keeps what a person chose: the first byte of the page is right already. */
export const THEME_COOKIE = 'perch-theme';

export const readTheme = (text: string | undefined): Theme =>
  themes.find((theme) => theme === text) ?? 'system';
