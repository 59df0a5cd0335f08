// Into the window, between what egui draws: tiles of the base, and land in conflict with the pattern of its severity.

// The window holds linear colours; else, as egui prefers, those of the screen.
override linear_target: bool = false;

fn shown(colour: vec4f) -> vec4f {
    if !linear_target {
        return colour;
    }
    let low = colour.rgb / 12.92;
    let high = pow((colour.rgb + 0.055) / 1.055, vec3f(2.4));
    return vec4f(select(high, low, colour.rgb < vec3f(0.04045)), colour.a);
}

@group(0) @binding(0) var tile: texture_2d<f32>;
@group(0) @binding(1) var tile_sampler: sampler;

struct TileCorner {
    @builtin(position) position: vec4f,
    @location(0) @interpolate(linear) uv: vec2f,
};

@vertex
fn tile_vertex(@builtin(vertex_index) corner: u32, @location(0) place: vec4f) -> TileCorner {
    let uv = vec2f(f32(corner & 1u), f32(corner >> 1u));
    var out: TileCorner;
    out.position = vec4f(mix(place.xy, place.zw, uv), 0.0, 1.0);
    out.uv = uv;
    return out;
}

@fragment
fn tile_fragment(in: TileCorner) -> @location(0) vec4f {
    return shown(textureSample(tile, tile_sampler, in.uv));
}

struct Hatch {
    // Clip position = metres from the origin of the mesh * scale + offset.
    scale: vec2f,
    offset: vec2f,
    // Premultiplied: the land, the land of pieces too small for a pattern, the pattern, the outline.
    fill: vec4f,
    small_fill: vec4f,
    ink: vec4f,
    edge: vec4f,
    // Where the first line of each of two directions lies, pixels.
    phase: vec2f,
    spacing: f32,
    width: f32,
    pixels_per_m: f32,
    // Pieces of this extent and more have a pattern and an outline, pixels.
    hatched_from: f32,
    edge_width: f32,
};

@group(0) @binding(2) var<uniform> hatch: Hatch;

struct PieceCorner {
    @builtin(position) position: vec4f,
    @location(0) @interpolate(flat) hatched: f32,
};

@vertex
fn piece_vertex(@location(0) at: vec2f, @location(1) extent_m: f32) -> PieceCorner {
    var out: PieceCorner;
    out.position = vec4f(at * hatch.scale + hatch.offset, 0.0, 1.0);
    out.hatched = step(hatch.hatched_from, extent_m * hatch.pixels_per_m);
    return out;
}

// How far from the nearest of parallel lines.
fn apart(across: f32, phase: f32) -> f32 {
    return abs(fract((across - phase) / hatch.spacing + 0.5) - 0.5) * hatch.spacing;
}

fn cover(distance: f32) -> f32 {
    return clamp(hatch.width * 0.5 - distance + 0.5, 0.0, 1.0);
}

fn inked(in: PieceCorner, cover: f32) -> vec4f {
    let land = mix(hatch.small_fill, hatch.fill, in.hatched);
    let ink = hatch.ink * (cover * in.hatched);
    return shown(land * (1.0 - ink.a) + ink);
}

const HALF_SQRT = 0.70710678;

// Lines that rise to the right, and fall.
fn rising(at: vec2f) -> f32 {
    return apart((at.x + at.y) * HALF_SQRT, hatch.phase.x);
}

fn falling(at: vec2f) -> f32 {
    return apart((at.y - at.x) * HALF_SQRT, hatch.phase.y);
}

@fragment
fn crossed_fragment(in: PieceCorner) -> @location(0) vec4f {
    return inked(in, cover(min(rising(in.position.xy), falling(in.position.xy))));
}

@fragment
fn rising_fragment(in: PieceCorner) -> @location(0) vec4f {
    return inked(in, cover(rising(in.position.xy)));
}

@fragment
fn falling_fragment(in: PieceCorner) -> @location(0) vec4f {
    return inked(in, cover(falling(in.position.xy)));
}

@fragment
fn dotted_fragment(in: PieceCorner) -> @location(0) vec4f {
    let at = vec2f(apart(in.position.x, hatch.phase.x), apart(in.position.y, hatch.phase.y));
    return inked(in, cover(length(at)));
}

struct EdgeCorner {
    @builtin(position) position: vec4f,
    // Pixels from the middle of the line.
    @location(0) @interpolate(linear) across: f32,
};

@vertex
fn edge_vertex(@builtin(vertex_index) corner: u32, @location(0) ends: vec4f, @location(1) extent_m: f32) -> EdgeCorner {
    let a = ends.xy;
    let b = ends.zw;
    let forward = (b - a) / max(distance(a, b), 1e-6);
    // Half a pixel more on either side, for the soft rim.
    let half_px = hatch.edge_width * 0.5 + 0.5;
    let side = f32(corner >> 1u) * 2.0 - 1.0;
    let shown = step(hatch.hatched_from, extent_m * hatch.pixels_per_m);
    let sideways = vec2f(-forward.y, forward.x) * (side * shown * half_px / hatch.pixels_per_m);
    var out: EdgeCorner;
    out.position = vec4f((mix(a, b, f32(corner & 1u)) + sideways) * hatch.scale + hatch.offset, 0.0, 1.0);
    out.across = side * half_px;
    return out;
}

@fragment
fn edge_fragment(in: EdgeCorner) -> @location(0) vec4f {
    return shown(hatch.edge * clamp(hatch.edge_width * 0.5 + 0.5 - abs(in.across), 0.0, 1.0));
}

struct Banded {
    // Clip position = metres from the origin of the mesh * scale + offset.
    scale: vec2f,
    offset: vec2f,
    metres_per_point: f32,
};

@group(0) @binding(3) var<uniform> banded: Banded;

struct BandCorner {
    @builtin(position) position: vec4f,
    @location(0) @interpolate(linear) colour: vec4f,
};

// `depth`: points from the outline inwards, and metres that this may be at most.
@vertex
fn band_vertex(
    @location(0) at: vec2f,
    @location(1) mitre: vec2f,
    @location(2) depth: vec2f,
    @location(3) colour: vec4f,
) -> BandCorner {
    let inwards_m = min(depth.x * banded.metres_per_point, depth.y);
    var out: BandCorner;
    out.position = vec4f((at + mitre * inwards_m) * banded.scale + banded.offset, 0.0, 1.0);
    out.colour = colour;
    return out;
}

@fragment
fn band_fragment(in: BandCorner) -> @location(0) vec4f {
    return shown(in.colour);
}
