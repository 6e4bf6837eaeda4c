// The axes of the large drawing.
import { expect, test } from 'vitest';
import { axisAround, Plot, timeTicks } from './scale';

test('the axis has whole steps and holds every value', () => {
  expect(axisAround([146, 158, 92, 80])).toEqual({ low: 80, high: 160, ticks: [80, 100, 120, 140, 160] });
  const inr = axisAround([2.1, 3.8]);
  expect(inr.low).toBeLessThanOrEqual(2.1);
  expect(inr.high).toBeGreaterThanOrEqual(3.8);
  expect(inr.ticks).toContain(3);
});

test('one value alone, and none, still have an axis', () => {
  const alone = axisAround([7.4, 7.4]);
  expect(alone.low).toBeLessThan(7.3);
  expect(alone.high).toBeGreaterThan(7.5);
  expect(axisAround([49]), 'in the middle').toEqual({ low: 47, high: 51, ticks: [47, 48, 49, 50, 51] });
  expect(axisAround([0]).low, 'no pain is not less than none').toBe(0);
  expect(axisAround([])).toEqual({ low: 0, high: 1, ticks: [0, 1] });
  expect(axisAround([Number.NaN]).ticks).toEqual([0, 1]);
});

test('a higher value stands higher, a later one further right, and nothing leaves the drawing', () => {
  const plot = new Plot(40, 10, 400, 200, 0, 100, { low: 0, high: 10, ticks: [0, 10] });
  expect(plot.y(10)).toBe(10);
  expect(plot.y(0)).toBe(210);
  expect(plot.x(50)).toBe(240);
  expect(plot.clampedX(-10)).toBe(40);
  expect(plot.clampedY(99)).toBe(10);
});

test('years over years, months within one, and never a crowd', () => {
  const day = (date: string) => new Date(`${date}T12:00:00`).getTime();
  expect(timeTicks(day('2014-05-01'), day('2026-11-22')).length).toBeLessThanOrEqual(9);
  const within = timeTicks(day('2026-01-15'), day('2026-11-22'));
  expect(within[0]?.label).toBe('Mar 2026');
  expect(within.length).toBeLessThanOrEqual(9);
});
