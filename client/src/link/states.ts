/**
 * The states of a link and what moves it between them: a total table, so that the compiler finds a missing cell and no
 * late event of an older socket can put the link into a state that nobody thought of.
 */
export const linkStates = [
  'loading',
  'asking',
  'attaching',
  'catching-up',
  'live',
  'waiting',
  'barred',
  'closed',
] as const
export type LinkState = (typeof linkStates)[number]

export const linkEvents = [
  'loaded',
  'ticket',
  'no-ticket',
  'attached',
  'large',
  'lost',
  'due',
  'barred',
  'close',
] as const
export type LinkEvent = (typeof linkEvents)[number]

/**
 * loading: reading the offline copy · asking: for a ticket, fresh for every connection · attaching: socket, ticket and
 * the first exchange of states · catching-up: offline edits too large for a frame go by HTTP, the socket only listens ·
 * live: own edits are sent · waiting: for the next try · barred: the link was revoked or never allowed this, final
 * until the person opens a link again · closed: the page left the table.
 */
export const next: Readonly<Record<LinkState, Readonly<Record<LinkEvent, LinkState>>>> = {
  loading: {
    loaded: 'asking',
    ticket: 'loading',
    'no-ticket': 'loading',
    attached: 'loading',
    large: 'loading',
    lost: 'loading',
    due: 'loading',
    barred: 'loading',
    close: 'closed',
  },
  asking: {
    loaded: 'asking',
    ticket: 'attaching',
    'no-ticket': 'waiting',
    attached: 'asking',
    large: 'asking',
    lost: 'asking',
    due: 'asking',
    barred: 'barred',
    close: 'closed',
  },
  attaching: {
    loaded: 'attaching',
    ticket: 'attaching',
    'no-ticket': 'attaching',
    attached: 'live',
    large: 'catching-up',
    lost: 'waiting',
    due: 'attaching',
    barred: 'barred',
    close: 'closed',
  },
  'catching-up': {
    loaded: 'catching-up',
    ticket: 'catching-up',
    'no-ticket': 'catching-up',
    attached: 'live',
    large: 'catching-up',
    lost: 'waiting',
    due: 'catching-up',
    barred: 'barred',
    close: 'closed',
  },
  live: {
    loaded: 'live',
    ticket: 'live',
    'no-ticket': 'live',
    attached: 'live',
    large: 'live',
    lost: 'waiting',
    due: 'live',
    barred: 'barred',
    close: 'closed',
  },
  waiting: {
    loaded: 'waiting',
    ticket: 'waiting',
    'no-ticket': 'waiting',
    attached: 'waiting',
    large: 'waiting',
    lost: 'waiting',
    due: 'asking',
    barred: 'barred',
    close: 'closed',
  },
  barred: {
    loaded: 'barred',
    ticket: 'barred',
    'no-ticket': 'barred',
    attached: 'barred',
    large: 'barred',
    lost: 'barred',
    due: 'barred',
    barred: 'barred',
    close: 'closed',
  },
  closed: {
    loaded: 'closed',
    ticket: 'closed',
    'no-ticket': 'closed',
    attached: 'closed',
    large: 'closed',
    lost: 'closed',
    due: 'closed',
    barred: 'closed',
    close: 'closed',
  },
}
