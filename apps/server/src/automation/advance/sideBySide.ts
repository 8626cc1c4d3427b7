/** Items that are worked on at a time. */
const lanes = 50;

/**
 * Works on many items of one transaction side by side: on PostgreSQL their statements need not wait
 * for each other's answers. After the first failure none is begun, and those under way are waited
 * for: a statement that came after the rollback would be outside of the transaction.
 * @throws the first failure
 */
export async function sideBySide<Item>(
  items: Iterable<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const lane = async () => {
    for (let next = left.next(); !next.done && failures.length === 0; next = left.next())
      await work(next.value).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failures.length > 0) throw failures[0];
}
