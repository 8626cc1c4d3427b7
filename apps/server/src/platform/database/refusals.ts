/** The files of the embedded database cannot be opened, and only a backup helps. */
export class DamagedDatabaseError extends Error {
  override name = 'DamagedDatabaseError';
}

/** The database was made or changed by a later version, whose data this one does not understand. */
export class NewerDatabaseError extends Error {
  override name = 'NewerDatabaseError';
}
