/**
 * What a phone of 2020 (Chrome 80) lacks and this page's shared code asks for. Loaded first; no page of the tables
 * carries it. `test/e2e/seat-closure` looks through what is built for anything else that is newer.
 */
if (typeof Object.hasOwn !== 'function')
  Object.defineProperty(Object, 'hasOwn', {
    value: (thing: object, key: PropertyKey): boolean => Object.prototype.hasOwnProperty.call(thing, key),
    configurable: true,
    writable: true,
  })
