// The English messages, an area a file. A new area gets a file here and a line in each of the two lists.
import apps from './apps.json';
import board from './board.json';
import builds from './builds.json';
import checklist from './checklist.json';
import evidence from './evidence.json';
import first from './first.json';
import findings from './findings.json';
import former from './former.json';
import frame from './frame.json';
import guide from './guide.json';
import history from './history.json';
import migration from './migration.json';
import profiles from './profiles.json';
import report from './report.json';
import snippets from './snippets.json';
import review from './review.json';
import standards from './standards.json';
import verdicts from './verdicts.json';

export const en = {
  ...apps,
  ...board,
  ...builds,
  ...checklist,
  ...evidence,
  ...first,
  ...findings,
  ...former,
  ...frame,
  ...guide,
  ...history,
  ...migration,
  ...profiles,
  ...report,
  ...snippets,
  ...review,
  ...standards,
  ...verdicts,
};
