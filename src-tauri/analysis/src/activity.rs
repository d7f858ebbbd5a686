//! How much the page changed over time.

use events::Timestamp;
use events::derived::Activity;

/// More bins than a wide screen has pixels; beyond it two become one.
const MAX_BINS: usize = 4096;
/// Length of the first bins.
const FIRST_BIN_US: u64 = 50_000;

/// Counts mutation records in bins that double in length as the recording grows, so that its size has a bound.
#[derive(Clone, Debug)]
pub struct ActivityCounter {
    activity: Activity,
}

impl Default for ActivityCounter {
    fn default() -> ActivityCounter {
        ActivityCounter { activity: Activity { bin_us: FIRST_BIN_US, counts: Vec::new() } }
    }
}

impl ActivityCounter {
    pub fn add(&mut self, time: Timestamp, records: usize) {
        let micros = u64::try_from(time.0).unwrap_or(0);
        while micros / self.activity.bin_us >= MAX_BINS as u64 {
            self.fold();
        }
        let bin = (micros / self.activity.bin_us) as usize;
        if self.activity.counts.len() <= bin {
            self.activity.counts.resize(bin + 1, 0);
        }
        if let Some(count) = self.activity.counts.get_mut(bin) {
            *count = count.saturating_add(u32::try_from(records).unwrap_or(u32::MAX));
        }
    }

    pub fn get(&self) -> &Activity {
        &self.activity
    }

    fn fold(&mut self) {
        let pairs = self.activity.counts.chunks(2);
        self.activity.counts =
            pairs.map(|pair| pair.iter().fold(0, |a, &b| u32::saturating_add(a, b))).collect();
        self.activity.bin_us *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_double_and_keep_the_sum() {
        let mut counter = ActivityCounter::default();
        for second in 0..3600 {
            counter.add(Timestamp(second * 1_000_000), 2);
        }
        assert!(counter.get().counts.len() <= MAX_BINS);
        assert_eq!(counter.get().counts.iter().sum::<u32>(), 7200);
        assert!(counter.get().bin_us * MAX_BINS as u64 >= 3_600_000_000);
    }
}
