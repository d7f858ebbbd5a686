import { clusterReach, type Cluster, type Span } from './clusters';
import type { LaneLayout } from './lanes';
import type { LaneRow } from './laneRows';
import { CLUSTER, MARK_HIT } from './markSizes';

export type Hit =
  | { readonly what: 'cluster'; readonly cluster: Cluster; readonly row: LaneRow }
  | { readonly what: 'span'; readonly span: Span; readonly row: LaneRow };

/** The mark under the pointer; of neighbours the nearer one. */
export function hitAt(layout: LaneLayout, x: number, y: number): Hit | null {
  const lane = layout.lanes.find(({ row }) => y >= row.top && y < row.top + row.height);
  if (!lane) return null;
  let nearest: Cluster | null = null;
  let distance = Infinity;
  for (const cluster of lane.clusters) {
    const end = cluster.count > 1 ? clusterReach(cluster.count) - CLUSTER / 2 : MARK_HIT / 2;
    if (x < cluster.x - MARK_HIT / 2 || x > cluster.x + end) continue;
    if (Math.abs(x - cluster.x) < distance) {
      nearest = cluster;
      distance = Math.abs(x - cluster.x);
    }
  }
  if (nearest) return { what: 'cluster', cluster: nearest, row: lane.row };
  const span = lane.spans.find((candidate) => x >= candidate.x && x <= candidate.end);
  return span ? { what: 'span', span, row: lane.row } : null;
}
