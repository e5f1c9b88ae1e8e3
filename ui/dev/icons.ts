//! Icons as plain markup. Lucide's component puts an icon together while the page runs, attribute by attribute and path by
//! path: that was a quarter of what a list's first rows cost. Their drawings are known when the interface is built.

import type { Plugin } from 'vite';

/** What our icons are given; anything else would be dropped, and `icons.test.ts` finds it. */
export const PROPS: readonly string[] = ['size', 'strokeWidth', 'aria-label', 'aria-hidden', 'data-testid'];

interface IconData {
  name: string;
  node: [tag: string, attributes: Record<string, string>][];
}

/** The same icon as a component whose drawing is part of its template. */
export function plainIcon(source: string): string | undefined {
  const data = /const iconData = (\{.*\});/.exec(source)?.[1];
  if (!data) return undefined;
  const { name, node } = JSON.parse(data) as IconData;
  const shapes = node.map(([tag, attributes]) => {
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`);
    return `<${tag}${written.join('')} />`;
  });
  return `<script>
  let {
    size = 24,
    strokeWidth = 2,
    'aria-label': label,
    'aria-hidden': hidden = label ? undefined : 'true',
    'data-testid': testid,
  } = $props();
</script>
<svg xmlns="http://www.w3.org/2000/svg" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor"
  stroke-width={strokeWidth} stroke-linecap="round" stroke-linejoin="round" class="lucide lucide-${name}"
  aria-label={label} aria-hidden={hidden} data-testid={testid}>${shapes.join('')}</svg>
`;
}

/** Takes the place of Lucide's components in what is built and tested. */
export function plainIcons(): Plugin {
  return {
    name: 'plain-icons',
    enforce: 'pre',
    transform(source, id) {
      return /@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/.test(id) ? plainIcon(source) : undefined;
    },
  };
}
