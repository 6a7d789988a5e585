/** How tables leave: under which licence, and with a mark by which a spreadsheet reads them. */
import { licences } from '@tablee/shared/formats/licences'
import { useT } from '../i18n/index.tsx'
import { leavesMessages } from './messages/index.ts'

/** `licence` empty: none is named. */
export type LeavesWish = { readonly licence: string; readonly bom: boolean }
export const noWish: LeavesWish = { licence: '', bom: false }

export function LeavesChoice({ wish, onWish }: { wish: LeavesWish; onWish: (wish: LeavesWish) => void }) {
  const t = useT(leavesMessages)
  return (
    <fieldset className="leaves">
      <legend className="label">{t('title')}</legend>
      <label>
        <span className="label">{t('licence')}</span>
        <select
          className="pick"
          value={wish.licence}
          aria-describedby="leaves-help"
          onChange={(event) => onWish({ ...wish, licence: event.target.value })}
        >
          <option value="">{t('none')}</option>
          {licences.map(([name, title]) => (
            <option key={name} value={name} lang="en">
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className="mark">
        <input
          type="checkbox"
          checked={wish.bom}
          onChange={(event) => onWish({ ...wish, bom: event.target.checked })}
        />
        <span>{t('bom')}</span>
      </label>
      <p className="meta" id="leaves-help">
        {t('help')}
      </p>
    </fieldset>
  )
}
