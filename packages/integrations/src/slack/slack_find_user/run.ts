import { defineRun } from '../../action.ts';
import { ProviderError } from '../../client.ts';
import { call } from '../provider.ts';
import { definition } from './definition.ts';

interface Found {
  user: { id: string; name: string; profile?: { real_name?: string; email?: string } };
}

export const run = defineRun(definition, async ({ config, client }) => {
  const email = config.email.trim().toLowerCase();
  try {
    const { user } = await call<Found>(client, 'users.lookupByEmail', { email });
    const name = user.profile?.real_name || user.name;
    return { outcome: 'found', output: { userId: user.id, name, email } };
  } catch (error) {
    if (error instanceof ProviderError && error.message.includes('users_not_found'))
      return { outcome: 'absent', output: {} };
    throw error;
  }
});
