//! The same choices in every run with the same seed.

/// SplitMix64: enough for a choice of moments, and nothing to depend on.
pub struct Random(pub u64);

impl Random {
    /// Uniform below the limit; 0 where there is nothing below it.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit.max(1)
    }
}
