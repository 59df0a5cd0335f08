//! Gauges: figures of the land before and after a scheme. Each file opens with the definition it implements.
