/** Its licence asks for a verbatim copy in whatever it comes with. */
export { default as address } from './LICENSE.txt?url'
