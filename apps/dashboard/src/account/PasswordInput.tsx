'use client';

import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { Button } from '@/components/Button';
import { Input } from '@/components/Field';

/** A password that can be shown. */
export function PasswordInput(props: ComponentProps<'input'>) {
  const [isShown, setShown] = useState(false);
  return (
    <div className="flex gap-2">
      <Input {...props} type={isShown ? 'text' : 'password'} />
      <Button onClick={() => setShown(!isShown)} aria-pressed={isShown}>
        {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        {isShown ? 'Hide' : 'Show'}
      </Button>
    </div>
  );
}
