-- Vectors of any size: a model's are as long as the model makes them, and those of different models are
-- never compared. The types lose their length only; no row is written again.
alter table passage_embeddings
  alter column embedding type vector,
  alter column sentences type halfvec[],
  -- Stays in the row, which searching reads, as long as the row fits a page of 8 kB, up to some 1,900
  -- dimensions; a longer one moves out. `plain` would refuse it.
  alter column embedding set storage main;
