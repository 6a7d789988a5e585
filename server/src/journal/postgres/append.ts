/**
 * A group of rows, claims and what changed beside the log, as one call: one round trip, one transaction, whole or not at
 * all. The functions are named by a number: a later version adds the next one and leaves this, which the version before
 * goes on calling.
 */
import type { Claim, Staged } from '../sequencer.ts'
import { checksum } from '../row.ts'
import { elsewhere } from './fence.ts'

/**
 * The fence: whoever takes the hall updates its row and so waits for every append that holds it shared; an append that
 * comes behind finds another epoch. Every transaction that writes to a dialogue's log begins with it. It also makes the
 * commit of a call that finds its rows there already wait for the log (and a synchronous standby) like any other.
 */
const fence = `PERFORM FROM tablee.hall WHERE dialogue = _dialogue AND node = _node AND epoch = _epoch FOR SHARE;
  IF NOT FOUND THEN RETURN 'fenced'; END IF;`

/** Plans are made once, of tables that are small then and not at noon: they go by the indices from the beginning. */
const planned = `LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off`

/**
 * 'kept' or 'fenced', or raises ${elsewhere} with nothing written. Lists are JSON, null where they are empty; bytes of
 * rows and of changes lie one behind the other, and the lists say where.
 */
export const appendFunction = `CREATE OR REPLACE FUNCTION tablee.append_1(
  _dialogue text, _node text, _epoch bigint, _server text, _documents text, _epochs text, _rows text, _data bytea,
  _moves text, _firsts text, _claims text, _beside text, _changes bytea
) RETURNS text ${planned} AS $append$
DECLARE
  _done bigint;
  _new bigint;
BEGIN
  ${fence}
  IF _documents IS NOT NULL THEN
    UPDATE tablee.document d
      SET epoch = g.e, seq = g.t, at = g.a,
          tail_rows = CASE WHEN g.n THEN 0 ELSE d.tail_rows END + g.r,
          tail_bytes = CASE WHEN g.n THEN 0 ELSE d.tail_bytes END + g.b
      FROM json_to_recordset(_documents::json) AS g(d text, f bigint, t bigint, w integer, e integer, a bigint, n boolean, r bigint, b bigint)
      WHERE d.dialogue = _dialogue AND d.name = g.d AND d.seq = g.f AND d.epoch = g.w AND g.f > 0;
    GET DIAGNOSTICS _done = ROW_COUNT;
    INSERT INTO tablee.document (dialogue, name, epoch, seq, at, tail_rows, tail_bytes)
      SELECT _dialogue, g.d, g.e, g.t, g.a, g.r, g.b
      FROM json_to_recordset(_documents::json) AS g(d text, f bigint, t bigint, e integer, a bigint, r bigint, b bigint)
      WHERE g.f = 0 ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS _new = ROW_COUNT;
    IF _done + _new <> json_array_length(_documents::json) THEN
      RAISE EXCEPTION 'a document stands elsewhere' USING ERRCODE = '${elsewhere}';
    END IF;
  END IF;
  IF _epochs IS NOT NULL THEN
    INSERT INTO tablee.document_epoch (document, epoch, base, name)
      SELECT d.id, g.e, g.b, g.n FROM json_to_recordset(_epochs::json) AS g(d text, e integer, b bigint, n text)
      JOIN tablee.document d ON d.dialogue = _dialogue AND d.name = g.d;
  END IF;
  IF _moves IS NOT NULL THEN
    UPDATE tablee.writer w SET clock = g.t
      FROM json_to_recordset(_moves::json) AS g(d text, e integer, c bigint, f bigint, t bigint)
      JOIN tablee.document d ON d.dialogue = _dialogue AND d.name = g.d
      WHERE w.document = d.id AND w.epoch = g.e AND w.client = g.c AND w.clock = g.f;
    GET DIAGNOSTICS _done = ROW_COUNT;
    IF _done <> json_array_length(_moves::json) THEN
      RAISE EXCEPTION 'a writer stands elsewhere' USING ERRCODE = '${elsewhere}';
    END IF;
  END IF;
  IF _firsts IS NOT NULL THEN
    INSERT INTO tablee.writer AS w (document, epoch, client, clock)
      SELECT d.id, g.e, g.c, g.t FROM json_to_recordset(_firsts::json) AS g(d text, e integer, c bigint, t bigint)
      JOIN tablee.document d ON d.dialogue = _dialogue AND d.name = g.d
      ON CONFLICT (document, epoch, client) DO UPDATE SET clock = excluded.clock WHERE w.clock = 0;
    GET DIAGNOSTICS _done = ROW_COUNT;
    IF _done <> json_array_length(_firsts::json) THEN
      RAISE EXCEPTION 'a writer stands elsewhere' USING ERRCODE = '${elsewhere}';
    END IF;
  END IF;
  IF _claims IS NOT NULL THEN
    INSERT INTO tablee.writer AS w (document, epoch, client, clock, device, author)
      SELECT d.id, g.e, g.c, 0, g.v, g.u FROM json_to_recordset(_claims::json) AS g(d text, e integer, c bigint, v text, u text)
      JOIN tablee.document d ON d.dialogue = _dialogue AND d.name = g.d
      ON CONFLICT (document, epoch, client) DO UPDATE SET device = excluded.device, author = excluded.author
        WHERE w.device IS NULL;
  END IF;
  IF _rows IS NOT NULL THEN
    INSERT INTO tablee.journal_row (document, epoch, seq, at, server, author, device, kind, data, crc)
      SELECT d.id, g.e, g.s, g.a, _server, g.u, g.v, g.k, substring(_data FROM g.o FOR g.l), g.c
      FROM json_to_recordset(_rows::json) AS g(d text, e integer, s bigint, a bigint, u text, v text, k text, o integer, l integer, c bigint)
      JOIN tablee.document d ON d.dialogue = _dialogue AND d.name = g.d;
  END IF;
  IF _beside IS NOT NULL THEN
    -- An empty group that is handed over again finds them there.
    INSERT INTO tablee.beside (dialogue, n, changes)
      SELECT _dialogue, g.n, substring(_changes FROM g.o FOR g.l)
      FROM json_to_recordset(_beside::json) AS g(n bigint, o integer, l integer) ON CONFLICT DO NOTHING;
  END IF;
  RETURN 'kept';
END $append$`

/** 'stood' where every row of the group is there as it was handed over, 'fenced', or 'elsewhere'. */
export const standsFunction = `CREATE OR REPLACE FUNCTION tablee.stands_1(
  _dialogue text, _node text, _epoch bigint, _rows text
) RETURNS text ${planned} AS $stands$
DECLARE
  _found bigint;
BEGIN
  ${fence}
  SELECT count(*) INTO _found
    FROM json_to_recordset(_rows::json) AS g(d text, e integer, s bigint, c bigint)
    JOIN tablee.document d ON d.dialogue = _dialogue AND d.name = g.d
    JOIN tablee.journal_row r ON r.document = d.id AND r.epoch = g.e AND r.seq = g.s AND r.crc = g.c;
  RETURN CASE WHEN _found = json_array_length(_rows::json) THEN 'stood' ELSE 'elsewhere' END;
END $stands$`

/**
 * 'kept', 'stood' where there is one at or after `_seq`, or 'fenced'. The checkpoint, the segments that the rows it covers
 * become, and what is left of the tail.
 */
export const checkpointFunction = `CREATE OR REPLACE FUNCTION tablee.checkpoint_1(
  _dialogue text, _node text, _epoch bigint, _name text, _of integer, _seq bigint, _state bytea, _sha256 text,
  _segments text, _data bytea, _covered bigint, _bytes bigint
) RETURNS text ${planned} AS $checkpoint$
DECLARE
  _id bigint;
BEGIN
  ${fence}
  SELECT id INTO STRICT _id FROM tablee.document WHERE dialogue = _dialogue AND name = _name FOR UPDATE;
  IF EXISTS (SELECT FROM tablee.checkpoint WHERE document = _id AND epoch = _of AND seq >= _seq) THEN
    RETURN 'stood';
  END IF;
  INSERT INTO tablee.checkpoint (document, epoch, seq, state, sha256) VALUES (_id, _of, _seq, _state, _sha256);
  DELETE FROM tablee.checkpoint WHERE document = _id AND epoch = _of AND seq NOT IN
    (SELECT seq FROM tablee.checkpoint WHERE document = _id AND epoch = _of ORDER BY seq DESC LIMIT 2);
  INSERT INTO tablee.segment (document, epoch, first, last, last_at, commands, data, sha256)
    SELECT _id, _of, g.f, g.t, g.a, g.c, substring(_data FROM g.o FOR g.l), g.h
    FROM json_to_recordset(_segments::json) AS g(f bigint, t bigint, a bigint, c integer, o integer, l integer, h text);
  DELETE FROM tablee.journal_row WHERE document = _id AND epoch = _of AND seq <= _seq;
  UPDATE tablee.document SET tail_rows = tail_rows - _covered, tail_bytes = tail_bytes - _bytes
    WHERE id = _id AND epoch = _of;
  RETURN 'kept';
END $checkpoint$`

/** Everything of a group but whose it is: as the functions take it. */
export type Encoded = {
  readonly server: string
  readonly documents: string | null
  readonly epochs: string | null
  readonly rows: string | null
  readonly data: Uint8Array | null
  readonly moves: string | null
  readonly firsts: string | null
  readonly claims: string | null
}

/** Bytes one behind the other, and where each begins; Postgres counts from 1. */
export function joined(pieces: readonly Uint8Array[]): {
  readonly bytes: Uint8Array
  readonly from: readonly number[]
} {
  const from: number[] = []
  let length = 0
  for (const piece of pieces) {
    from.push(length + 1)
    length += piece.length
  }
  return { bytes: Buffer.concat(pieces, length), from }
}

/** As the functions take a list; null for an empty one, which they then do not look at. */
export const listed = (items: readonly object[]): string | null => (items.length === 0 ? null : JSON.stringify(items))

type Moved = { d: string; f: number; t: number; w: number; e: number; a: number; n: boolean; r: number; b: number }
type Clock = { readonly d: string; readonly e: number; readonly c: number; readonly f: number; t: number }

/** What is moved several times within the group is moved once, from where it stood before it. */
export function encode(group: readonly Staged[], claims: readonly Claim[]): Encoded {
  const documents = new Map<string, Moved>()
  const clocks = new Map<string, Clock>()
  const epochs: object[] = []
  const { bytes, from } = joined(group.map(({ row }) => row.data))
  const rows = group.map(({ row, writers, begins }, index) => {
    const { doc, epoch, seq, at, author, device, kind, data } = row
    let moved = documents.get(doc)
    if (moved === undefined) {
      moved = {
        d: doc,
        f: seq - 1,
        t: 0,
        w: begins === undefined ? epoch : epoch - 1,
        e: epoch,
        a: 0,
        n: false,
        r: 0,
        b: 0,
      }
      documents.set(doc, moved)
    }
    if (begins !== undefined) {
      epochs.push({ d: doc, e: epoch, b: begins.after, n: begins.name })
      Object.assign(moved, { n: true, r: 0, b: 0 })
    }
    Object.assign(moved, { t: seq, e: epoch, a: at, r: moved.r + 1, b: moved.b + data.length })
    for (const { client, from, to } of writers) {
      const key = `${doc}\n${epoch}\n${client}`
      const known = clocks.get(key)
      if (known === undefined) clocks.set(key, { d: doc, e: epoch, c: client, f: from, t: to })
      else known.t = to
    }
    return {
      d: doc,
      e: epoch,
      s: seq,
      a: at,
      u: author,
      v: device,
      k: kind,
      o: from[index],
      l: data.length,
      c: checksum(row),
    }
  })
  const moves = [...clocks.values()]
  return {
    server: group[0]?.row.server ?? '',
    documents: listed([...documents.values()]),
    epochs: listed(epochs),
    rows: listed(rows),
    data: group.length === 0 ? null : bytes,
    moves: listed(moves.filter(({ f }) => f > 0)),
    firsts: listed(moves.filter(({ f }) => f === 0)),
    claims: listed(
      claims.map(({ doc, epoch, client, device, author }) => ({ d: doc, e: epoch, c: client, v: device, u: author })),
    ),
  }
}
