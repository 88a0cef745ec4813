import type { Operation } from '../context.js';
import { choice, requiredText, structures, text } from '../input.js';
import { paginate } from '../pagination.js';

const PAGE = 500;
const RECENT_MS = 3 * 3_600_000;

export const listMetrics: Operation = {
  handle({ store, clock }, input) {
    const namespace = text(input, 'Namespace');
    const name = text(input, 'MetricName');
    const filters = structures(input, 'Dimensions').map((filter) => ({
      name: requiredText(filter, 'Name'),
      value: text(filter, 'Value'),
    }));
    const recent = choice(input, 'RecentlyActive', ['PT3H'] as const) !== undefined;
    const found = store.list().filter((metric) => {
      if (namespace !== undefined && metric.namespace !== namespace) return false;
      if (name !== undefined && metric.name !== name) return false;
      if (recent && metric.updatedAt < clock.now() - RECENT_MS) return false;
      return filters.every((filter) => {
        const value = metric.dimensions[filter.name];
        return value !== undefined && (filter.value === undefined || filter.value === value);
      });
    });
    const { page, nextToken } = paginate(input, found, PAGE);
    return {
      Metrics: page.map((metric) => ({
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
      })),
      NextToken: nextToken,
    };
  },
};
