/**
 * Close codes of our sockets. y-websocket 3.1 stops reconnecting on 44xx and goes on after any other, so what is
 * final for an observer is 44xx and what a client should retry is 45xx or 1xxx.
 */
export const closeCodes = {
  /** The process ends; come back with jitter. */
  restart: 1012,
  /** Too slow a reader: resync. */
  slow: 1013,
  /** A watch node does not hear what it would have to show at once: come back, to another one. */
  away: 1013,
  /** No ticket came in time, which says nothing of whose it is: come back. */
  late: 1013,
  /** Broke the protocol or a limit. */
  policy: 1008,
  /** Ticket missing, used, expired, or access revoked: final until a new link is opened. */
  unauthorised: 4401,
  /** May not do this at all. */
  forbidden: 4403,
  /** The room is unknown. */
  unknownRoom: 4404,
  /** A view's epoch ended; `GET /api/watch/:link` names the next room. */
  epochEnded: 4410,
  /** A newer ticket for the same clientID took over. */
  superseded: 4409,
  /** Not yet: a gap or a missing dependency. No offence; reconnect and resync. */
  notYet: 4503,
  /** Refused for good; the frame that says why came before it. */
  refused: 4522,
  /** Journal unavailable: kept on the device, reconnect and try again. */
  unavailable: 4507,
  /** The board's incarnation changed (restore): reload it and hand in what this device has. */
  incarnation: 4505,
} as const
