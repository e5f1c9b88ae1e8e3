//! Pictures of every screen, to be looked at: light, dark, small, narrow, large, in the pseudo-language. Run by
//! `npm run screenshots -- all`; they go to ASSAY_PICTURES, one folder for each way of looking. ASSAY_LOOKS names some of
//! these ways, with commas.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openExample, startBridge, test, type Bridge } from '../assay';
import { Camera, LOOKS, output } from './camera';
import { desk } from './desk';
import { firstSteps } from './first';
import { library } from './library';
import { full, manage } from './manage';

const WALKS: [string, (camera: Camera, bridge: Bridge) => Promise<void>][] = [
  ['first', firstSteps],
  ['desk', desk],
  ['manage', manage],
  ['library', library],
  ['full', full],
];

const wanted = process.env.ASSAY_LOOKS?.split(',');

for (const look of LOOKS.filter(({ name }) => !wanted || wanted.includes(name))) {
  test.describe(look.name, () => {
    const [width, height] = look.size;
    test.use({ viewport: { width, height }, deviceScaleFactor: look.scale ?? 1 });
    for (const [part, walk] of WALKS) {
      test(part, async ({ page }) => {
        await page.emulateMedia({ colorScheme: look.theme, reducedMotion: 'reduce', contrast: look.contrast });
        if (look.text) {
          await page.addInitScript(
            (textSize) => localStorage.setItem('assay:preferences', JSON.stringify({ textSize })),
            look.text,
          );
        }
        const bridge = await startBridge();
        const camera = new Camera(page, join(output, look.name, part), look);
        try {
          if (part !== 'first') {
            // What is typed to get there is typed in English.
            await openExample(page, bridge);
            if (look.pseudo) {
              await page.goto(camera.address(bridge.url));
              // Keys are heard once its frame is there.
              await test.expect(page.locator('.frame main')).toBeVisible();
            }
            // The tour has a picture of its own.
            await page.getByTestId('tour').getByRole('button').last().click();
          }
          await walk(camera, bridge);
        } catch (thrown) {
          camera.failures.push(`the walk ended: ${String(thrown)}`);
          await camera.shot('ended-here');
        } finally {
          bridge.stop();
          writeFileSync(join(output, look.name, part, 'failures.txt'), camera.failures.join('\n'));
        }
        test.expect(camera.failures).toEqual([]);
      });
    }
  });
}
