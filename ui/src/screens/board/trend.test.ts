import { expect, it } from 'vitest';
import { trendLabels } from './trend';

const points = (...codes: string[]) => codes.map((version_code) => ({ version_code, version_name: '4.2.0' }));

it('puts the code under each of a few columns, or the name where there is none', () => {
  expect(trendLabels(points('4103', '', '4210'))).toEqual({ each: ['4103', '4.2.0', '4210'] });
});
it('puts only the first and the last under many, or under long ones', () => {
  expect(trendLabels(points('1', '2', '3', '4', '5', '6', '7'))).toEqual({ ends: ['1', '7'] });
  expect(trendLabels(points('2026113001', '2026113002', '2026113003'))).toEqual({
    ends: ['2026113001', '2026113003'],
  });
  expect(trendLabels(points('2026113001'))).toEqual({ ends: ['2026113001'] });
});
