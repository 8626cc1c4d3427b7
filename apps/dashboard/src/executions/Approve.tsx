'use client';

import { ApiError } from '@echoai/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { AccountPage } from '@/account/AccountPage';
import { FieldError } from '@/components/Field';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { Notice } from '@/components/Notice';
import { client, explain, isNotFound } from '@/lib/client';
import { keys } from '@/lib/keys';
import { ApprovalForm, type Decision } from './ApprovalForm';

/** Where the link of an approval leads: whoever has it may decide, once, without an account. */
export function Approve() {
  const token = useSearchParams().get('token') ?? '';
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  const { data, error, refetch } = useQuery({
    queryKey: keys.approval(token),
    queryFn: ({ signal }) => client.approvals.get({ params: { token }, signal }),
    enabled: token !== '',
  });
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      client.approvals.decide({ params: { token }, body: { decision, comment } }),
    onError: () => queries.invalidateQueries({ queryKey: keys.approval(token) }),
  });

  if (token === '' || isNotFound(error)) {
    return (
      <AccountPage title="This link is not valid">
        <p className="text-muted">
          It may have been cut off in the e-mail. Copy the whole of it, or decide in the dashboard.
        </p>
      </AccountPage>
    );
  }
  if (error && !data) {
    return (
      <AccountPage title="Approval">
        <LoadFailure error={error} retry={refetch} />
      </AccountPage>
    );
  }
  if (!data) {
    return (
      <AccountPage title="Approval">
        <Loading lines={3} />
      </AccountPage>
    );
  }
  const isTooLate = decide.error instanceof ApiError && decide.error.problem.status === 409;
  return (
    <AccountPage
      title="Your approval is asked for"
      description={`The automation “${data.workflowName}” asks:`}
    >
      <p className="whitespace-pre-line text-pretty rounded-md bg-sunken px-3 py-2.5">
        {data.question}
      </p>
      {decide.isSuccess ? (
        <Notice look="success">
          {decide.variables === 'approved' ? 'You approved it.' : 'You declined it.'} The automation
          goes on; you can close this page.
        </Notice>
      ) : data.isOpen && !isTooLate ? (
        <>
          <ApprovalForm
            comment={comment}
            onComment={setComment}
            onDecide={decide.mutate}
            isBusy={decide.isPending}
          />
          {decide.error && <FieldError>{explain(decide.error)}</FieldError>}
        </>
      ) : (
        <Notice look="info">
          Nothing is asked here any more: somebody has decided already, it was cancelled, or it is
          too late.
        </Notice>
      )}
    </AccountPage>
  );
}
