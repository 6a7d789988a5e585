/** All kept folders but the newest, which `kept-cut` has. */
import { keptFolders } from '../fixtures/folders/open.ts'
import { cutShort } from './kept-cut-contract.ts'

cutShort(keptFolders.slice(0, -1))
