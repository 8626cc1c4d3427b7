type Rgb = [red: number, green: number, blue: number];

export interface Accent {
  color: string;
  /** Of text and icons on the accent. */
  ink: string;
  /** The accent as text on the light and on the dark ground. */
  onLight: string;
  onDark: string;
}

const neutral = '#3b5bdb';
const white = '#ffffff';
/** The softest that still can be read is taken; where white cannot, pure black always can. */
const inks = [white, '#16181d', '#000000'];
/** WCAG AA for text. */
const enough = 4.5;

/** Colours around an accent that keep text readable; one that is no `#rgb` or `#rrggbb` is replaced. */
export function accentOf({
  color,
  light = '#e3e5e9',
  dark = '#30343b',
}: {
  color: string | undefined;
  /** The least favourable grounds that the accent stands on as text. */
  light?: string;
  dark?: string;
}): Accent {
  const accent = parse(color ?? '') ? color! : neutral;
  const ink = inks.find((candidate) => contrast(accent, candidate) >= enough)!;
  return {
    color: accent,
    ink,
    onLight: towards({ color: accent, end: '#000000', ground: light }),
    onDark: towards({ color: accent, end: white, ground: dark }),
  };
}

/** The ratio of WCAG, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (lighter + 0.05) / (darker + 0.05);
}

function towards({ color, end, ground }: { color: string; end: string; ground: string }): string {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix({ from: color, to: end, share });
    if (contrast(mixed, ground) >= enough) return mixed;
  }
  return end;
}

function mix({ from, to, share }: { from: string; to: string; share: number }): string {
  const target = parse(to)!;
  const channels = parse(from)!.map((value, index) =>
    Math.round(value + (target[index]! - value) * share),
  );
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(color: string): number {
  const [red, green, blue] = parse(color)!.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parse(color: string): Rgb | null {
  const digits = color.match(/^#([0-9a-f]{6}|[0-9a-f]{3})$/i)?.[1];
  if (!digits) return null;
  const long = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  return [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16)) as Rgb;
}
