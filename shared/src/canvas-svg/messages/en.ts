/** How the parts of a vision canvas are called: in drawings, on the table’s canvas and list, on observers’ pages. */
export const visionMessages = {
  hope: 'Hope',
  fear: 'Fear',
  condition: 'Condition',
  obstacle: 'Obstacle',
  actor: 'Actor',
  milestone: 'Milestone',
  headline: 'Headline',
  personal: 'Personal',
  local: 'Local',
  society: 'Society',
  noPhoto: 'A photo that is not here',
}
