import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { classes } from '@/lib/classes';

export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'border-transparent bg-accent text-on-accent enabled:hover:bg-accent-hover',
        secondary: 'border-line-strong bg-surface text-ink hover:bg-hover',
        quiet: 'border-transparent text-muted hover:bg-hover hover:text-ink',
        danger: 'border-transparent bg-danger text-on-accent enabled:hover:bg-danger-hover',
        dangerQuiet: 'border-transparent text-danger-ink hover:bg-danger-soft',
      },
      size: {
        medium: 'h-9 px-3 sm:h-8',
        small: 'h-8 px-2 text-[13px] sm:h-7',
        icon: 'size-9 sm:size-8',
      },
    },
    defaultVariants: { look: 'secondary', size: 'medium' },
  },
);

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonStyle>;

/** A button; for a link that looks like one, give `buttonStyle` to the link. */
export function Button({ look, size, className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} className={classes(buttonStyle({ look, size }), className)} {...rest} />
  );
}
