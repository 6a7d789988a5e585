/**
 * What is wrong with a file, and what of a file found no place: as data. The sentences, in the reader's language, are in
 * `formats/said`; screens and the command line say them.
 */
export const faultCodes = [
  'not-utf8', // {at}: the first byte that is none
  'other-encoding', // {at} {encoding} {shows}: the likeliest, and the line as it would read
  'bad-byte', // {at} {encoding}
  'empty',
  'unknown-format',
  'nothing-in-it',
  'too-deep',
  'too-big-to-read', // the reader's memory was not enough
  'no-answer',
  'zip-broken',
  'zip-too-large', // {limit} in MB, {files}
  'pair-missing', // {file}
  'office-file', // a workbook or a document of an office program
  'coding-project', // a project of a program for coding texts
  'statistics-file', // a file of a statistics program
  'several-maps', // {n}
  'several-boards', // {n}
  'json-broken', // {detail}: the parser's own words
  'xml-broken', // {detail}
  'xml-entities',
  'xml-root', // {found}
  'xml-codebook', // {found}: where a DDI codebook should be
  'argdown-broken', // {detail}
  'argdown-data', // {detail}
  'reserved-title', // {title}
  'csv-quote',
  'csv-cells', // {n} {want}
  'csv-column', // {column}: missing
  'csv-column-twice', // {column}
  'no-title', // a Kialo text that does not begin as one
  'no-number', // {number}: claim whose parent is missing
  'no-side', // {number}
  'missing-field', // {field}
  'wrong-type', // {field} {want}: one of `wanted`
  'unknown-value', // {field} {value}
  'not-one-of', // {field} {value} {known}: what it may be
  'id-twice', // {id}
  'no-such-id', // {id}
  'no-text', // {id}
  'cycle', // {id}
  'text-too-long', // {size} {limit}
  'words-too-long', // {size} {limit}
  'too-many-entries', // {n} {limit}
  'too-many-links', // {n} {limit}
  'too-many-words', // {n} {limit}
  'too-many-people', // {n} {limit}: of a poll or survey
  'too-many-items', // {n} {limit}: statements or questions
  'several-tables', // {n}: of answers
  'no-table', // a codebook without its table
  'person-twice', // {id} {column}
  'rows-twice', // {n}: a table that was pasted twice
  'header-twice',
  'weights-unread', // {column} {n} {value}
  'wave-without-id', // {column} {values}
  'wave-values', // {column} {n}: not two to twelve
  // a dialogue's file
  'unknown-field', // {field}
  'bad-country', // {value}: of a site
  'field-meant', // {field} {meant}: misspelt
  'field-twice', // {field}
  'more-faults', // {n}: beyond those that are told
  'languages-missing', // {langs}
  'out-of-range', // {field} {min} {max}
  'ends-order', // {min} {max}
  'list-length', // {field} {n} {min} {max}
  'bad-id', // {value} {limit}
  'too-many-boards', // {n} {limit}
  'window-order',
  'no-zone', // {value}: no time zone
  'no-hour', // {value}: no time of day
  'seat-elsewhere', // {seat} {table}: of another site
  'table-full', // {table} {session} {n} {places}
  'above-ceiling', // {field}: more than the dialogue lets its tables open
  'task-kind', // {kind} {task}
  'task-no-consent',
  'opens-entries', // each table picks its own
  'unit-of-type', // {unit} {type}
  'only-in-ballot', // {what}
  'skip-later', // {item}
  'skip-type', // {item} {type}
  'skip-tables', // {item}
  'wave-alone', // {questionnaire}
  'wave-differs', // {id}
  'wave-nothing',
  // a project or codebook of a program for coding texts
  'qda-missing', // {n} {names}
  'qda-no-texts', //
  'qda-here', // brought where it has no place
  'qda-root', // {found}
  'qda-namespace', // {found} {wanted}
  'qda-guid', // {value}
  'qda-nameless', // a code
  'qda-text', // {name}: not exactly one
  'qda-path', // {path}
  'qda-span', // {start} {end} {length}
  'qda-values', // {n}
  'qda-none', // a zip without a project
  'qda-several', // {n}
] as const
/** What a field should hold; said in the reader's language. */
export const wanted = ['text', 'list', 'object', 'id', 'number', 'positive', 'whole', 'flag', 'time'] as const
export type FaultCode = (typeof faultCodes)[number]
export type Fault = { readonly code: FaultCode; readonly values?: Readonly<Record<string, string | number>> }

/** Where in a file: a line (and a column where one line can be the whole file), a path such as `AIF.nodes[3].text`, or both. */
export type FilePlace = {
  readonly line?: number | null
  /** In UTF-16 units, from 1, as editors count. */
  readonly column?: number | null
  readonly place?: string | null
  readonly file?: string
}

/** A reader stops at the first fault; nothing it has read so far is used. */
export class BadFile extends Error {
  readonly fault: Fault
  /** `file`: the one inside a zip, or the other one of a pair. */
  readonly at: FilePlace
  constructor(
    code: FaultCode,
    values: Readonly<Record<string, string | number>> = {},
    at: FilePlace = {},
    file: string | undefined = at.file,
  ) {
    super(code)
    this.name = 'BadFile'
    this.fault = { code, values }
    this.at = file === undefined ? at : { ...at, file }
  }
}

/** Valid, but without a place where it went: on a board when reading, in the format when writing. Counted, never silent. */
export const leftCodes = [
  // Argdown
  'headings',
  'texts-under-one-title',
  'tags',
  'emphasis',
  'link-addresses',
  'inference-rules',
  'comments',
  'front-matter',
  'contradictions',
  'contraries',
  'entailments',
  'used-twice',
  'undercut-guessed',
  'undercut-nowhere',
  // AIF
  'names',
  'transitions',
  'rephrases',
  'preferences',
  'illocutions',
  'utterances-about-nothing',
  'utterances-about-links',
  'bare-edges',
  'open-inferences',
  'links-of-links',
  'layout',
  'audio',
  'transcript',
  'other-nodes',
  'descriptors',
  'formatting',
  // microtexts, ArgAEL
  'stance',
  'topic',
  'roles',
  'joined-units',
  'loose-units',
  'annotators',
  'times',
  // CSV
  'withdrawn-words',
  'redacted-words',
  'erased-words',
  'withheld-words',
  'withheld-elements',
  'unplaced-words',
  'corrections',
  'board-settings',
  'hidden-entries',
  'curtain-marks',
  'other-columns',
  'other-files',
  // polls and surveys
  'dates-in-words',
  'voters-without-row',
  'cells-not-last',
  'figures-differ',
  'group-figures',
  'labelled-missing',
  'guessed-variables',
  'far-numbers',
  'codebook-only',
  'rows-paired',
  'rows-unfolded',
  'line-ends',
  'weights-twice',
  'weights-missing',
  'texts-not-watched',
  'no-answers',
  'opinion-groups',
  'other-items',
  'withheld-texts',
  'questionnaires-held',
  // REFI-QDA
  'qda-cases',
  'qda-links',
  'qda-graphs',
  'qda-headings',
  'qda-long-names',
  'qda-deep',
  'qda-whole',
  'qda-empty',
  'qda-elsewhere',
  'qda-twice',
  'qda-empty-texts',
  'qda-elements',
  'qda-colors',
  'qda-sets',
  'qda-pictures',
  'qda-pages',
  'qda-recordings',
  'qda-selections',
  'qda-codings',
  'qda-notes',
  // any
  'self-links',
  'invisible-characters',
  // what formats have no place for, on the way out
  'words',
  'translations',
  'kinds',
  'languages',
  'groups',
  'further-links',
  'link-kinds',
  'undercuts',
  'self-undercuts',
  'labels',
  'loose',
  'canvas',
  'strokes',
  'free-arrows',
  'photos',
  'canvas-links',
] as const
export type LeftCode = (typeof leftCodes)[number]
export type Left = Readonly<Partial<Record<LeftCode, number>>>

export class Leaving {
  readonly #counts: Partial<Record<LeftCode, number>> = {}
  note(what: LeftCode, n = 1): void {
    if (n > 0) this.#counts[what] = (this.#counts[what] ?? 0) + n
  }
  all(): Left {
    return { ...this.#counts }
  }
}
