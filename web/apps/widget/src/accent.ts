/* A site's own colour, with writing on it that can be read: white or nearly black, whichever contrasts more. */

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function accentRules(accent: string | undefined): string {
  if (!accent || !/^#[0-9a-f]{6}$/i.test(accent)) return '';
  // Here white and nearly black (luminance 0.006) contrast alike: (l + 0.05)² = 1.05 × 0.056.
  const onAccent = luminance(accent) > 0.1925 ? '#12141a' : '#fff';
  return `.c{--accent:${accent};--on-accent:${onAccent}}`;
}
