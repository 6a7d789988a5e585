/** In the place of a page that could not be loaded: what is missing is the network. */
import { loadAnew } from '../hold/anew.ts'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Frame } from '../ui/frame/frame.tsx'
import { Trouble } from '../ui/frame/trouble.tsx'
import './join.css'
import { messages } from './messages/index.ts'

export function NotHere() {
  const t = useT(messages)
  return (
    <Frame>
      <div className="door">
        <Trouble problem={{ code: 'offline' }} alone />
        <Button look="primary" onClick={() => void loadAnew()}>
          {t('again')}
        </Button>
      </div>
    </Frame>
  )
}
