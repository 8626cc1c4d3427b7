/** One association of a new record, of a type that HubSpot defines. */
export function associatedWith(id: string, associationTypeId: number) {
  const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }];
  return { to: { id: id.trim() }, types };
}
