/* Mantine in our tokens: it brings behaviour and accessibility, the colours stay in tokens.css. */
import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eceefc',
  '#d5d9f7',
  '#b0b8f0',
  '#8a95e8',
  '#6a78de',
  '#5261d6',
  '#3b4cca',
  '#3040b0',
  '#263391',
  '#1c2672',
];

type Tone = 'accent' | 'ok' | 'warn' | 'bad' | 'gray';
const TONES: Record<Tone, { strong: string; soft: string; text: string }> = {
  accent: { strong: 'var(--accent)', soft: 'var(--accent-bg)', text: 'var(--accent)' },
  ok: { strong: 'var(--ok)', soft: 'var(--ok-bg)', text: 'var(--ok)' },
  warn: { strong: 'var(--warn)', soft: 'var(--warn-bg)', text: 'var(--warn)' },
  bad: { strong: 'var(--bad)', soft: 'var(--bad-bg)', text: 'var(--bad)' },
  gray: { strong: 'var(--fg-2)', soft: 'var(--bg-hover)', text: 'var(--fg)' },
};

const variantColorResolver: VariantColorsResolver = ({ color, variant }) => {
  const tone = TONES[color as Tone] ?? TONES.accent;
  const none = '1px solid transparent';
  switch (variant) {
    case 'filled':
      return {
        background: tone.strong,
        hover: `color-mix(in oklab, ${tone.strong} 88%, var(--fg))`,
        color: 'var(--on-accent)',
        border: none,
      };
    case 'light':
      return {
        background: tone.soft,
        hover: `color-mix(in oklab, ${tone.soft} 92%, var(--fg))`,
        color: tone.text,
        border: none,
      };
    case 'subtle':
    case 'transparent':
      return {
        background: 'transparent',
        hover: 'var(--bg-hover)',
        color: tone.text,
        border: none,
      };
    default:
      return {
        background: 'var(--bg-raise)',
        hover: 'var(--bg-hover)',
        // Without a wish the library says its primary colour; a plain button is plain.
        color: color === 'accent' ? 'var(--fg)' : tone.text,
        border: '1px solid var(--line-strong)',
      };
  }
};

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent },
  variantColorResolver,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1rem', sm: '1.125rem', md: '1.25rem', lg: '1.5rem', xl: '1.75rem' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '999px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  shadows: { sm: 'var(--shadow-1)', md: 'var(--shadow-1)', xl: 'var(--shadow-2)' },
  defaultRadius: 'sm',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } },
  },
});

const variables: Record<string, string> = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--fg)',
  '--mantine-color-bright': 'var(--fg)',
  '--mantine-color-dimmed': 'var(--fg-2)',
  '--mantine-color-placeholder': 'var(--fg-2)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--bg-raise)',
  '--mantine-color-default-hover': 'var(--bg-hover)',
  '--mantine-color-default-color': 'var(--fg)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-disabled': 'var(--bg-hover)',
  '--mantine-color-disabled-color': 'var(--fg-2)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-light': 'var(--accent-bg)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: variables,
  dark: variables,
});
