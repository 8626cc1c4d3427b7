// Liquid writes a time of any zone by the clock of the process, whose own change of clocks would shift
// the times around it. UTC has none.
process.env.TZ = 'UTC';
