import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The builder on a page, as an owner finds it. */
export function builderOn(page: Page) {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const focused = () =>
    page.evaluate<string>('document.activeElement?.getAttribute("aria-label") ?? ""');
  const canvas = () => page.getByRole('region', { name: 'Canvas' });
  return {
    canvas,
    /** A card, named as a screen reader says it. */
    card: (name: string | RegExp) => canvas().getByRole('group', { name }),
    /** The form of the card that is selected. */
    form: (title: string) => page.getByRole('complementary', { name: `Configuration of ${title}` }),
    palette: () => page.getByRole('complementary', { name: 'Palette' }),
    problems: () => page.getByRole('list', { name: 'Diagnostics' }).getByRole('listitem'),
    noProblems: () => page.getByText('No problems: it can be activated').waitFor(),
    saved: () => page.getByRole('status').getByText('Saved', { exact: true }).waitFor(),
    /** The name of what has the focus. */
    focused,
    async createEmpty(name: string): Promise<void> {
      await page.goto('/automations');
      await button('New automation').click();
      await page.getByLabel('Nothing').check();
      await page.getByLabel('Name', { exact: true }).fill(name);
      await button('Create automation').click();
      await page.getByRole('heading', { name, exact: true }).waitFor();
      await button('Choose a trigger').waitFor();
    },
    /** Adds nodes one behind the other, by the keyboard alone; each is known by how its name begins. */
    async addByKeyboard(kinds: string[]): Promise<void> {
      for (let stop = 0; stop < 60 && (await focused()) !== 'Canvas'; stop++)
        await page.keyboard.press('Tab');
      for (const kind of kinds) {
        await page.keyboard.press('a');
        await page.getByRole('dialog').waitFor();
        await page.keyboard.type(kind);
        await page.keyboard.press('Enter');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await expect.poll(focused).toMatch(new RegExp(`^${kind}`, 'i'));
      }
    },
  };
}
