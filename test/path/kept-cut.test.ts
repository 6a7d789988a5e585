/** The newest kept folder; the older ones in `kept-cut.more`. */
import { keptFolders } from '../fixtures/folders/open.ts'
import { cutShort } from './kept-cut-contract.ts'

cutShort(keptFolders.slice(-1))
