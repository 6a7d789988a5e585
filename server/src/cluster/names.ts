/** What nodes and those before them call things; loads nothing. */

/** In which a node's answers say which one it is. */
export const nodeHeader = 'x-tablee-node-id'
