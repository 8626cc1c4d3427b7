import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { FieldError } from '@/components/Field';
import { executionsInWords } from '@/executions/words';
import { explain } from '@/lib/client';
import { useOpenExecutions } from './openExecutions';
import type { Activation, Switching } from './useActivation';
import { WaitingChoice } from './WaitingChoice';

const choices = {
  continue: {
    title: 'Let them go on',
    description: 'They end as they began. Nothing new is started.',
  },
  cancel: {
    title: 'Cancel them',
    description: 'Nothing of them is done any more; open questions are taken back.',
  },
};

/** Asks what becomes of what is under way when an automation is switched off. */
export function SwitchOffDialog({
  activation: { answer, close, isPending, error },
  switching: { workflowId, name },
}: {
  activation: Activation;
  switching: Switching;
}) {
  const { data: open } = useOpenExecutions(workflowId);
  const [waiting, setWaiting] = useState<keyof typeof choices>('continue');
  const count = open?.reduce((sum, each) => sum + each.open, 0) ?? 0;
  return (
    <Dialog
      open
      onOpenChange={close}
      title={`Switch ${name} off?`}
      description="It is started no more."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          answer({ waiting });
        }}
      >
        <WaitingChoice
          legend={`${executionsInWords(count)} ${count === 1 ? 'is' : 'are'} under way`}
          choices={choices}
          value={waiting}
          onChange={setWaiting}
        />
        {error && <FieldError>{explain(error)}</FieldError>}
        <DialogActions>
          <Button onClick={close}>Leave it on</Button>
          <Button
            type="submit"
            look={waiting === 'cancel' ? 'danger' : 'primary'}
            disabled={isPending}
          >
            {waiting === 'cancel' ? 'Switch off and cancel' : 'Switch off'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
