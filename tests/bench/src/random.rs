//! The same moments in every run.

/// SplitMix64 with a fixed seed: enough for uniform times, and nothing to depend on.
pub struct Random(u64);

impl Random {
    pub fn fixed() -> Random {
        Random(0x706c_6179_6865_6164)
    }

    /// Another row of numbers, decided by this one.
    pub fn fork(&mut self) -> Random {
        Random(self.below(u64::MAX))
    }

    /// Uniform in `0..limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit.max(1)
    }
}
