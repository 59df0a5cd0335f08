// Base layers into one tile: fills by class with an optional hatch, and lines of a width in pixels.

struct View {
    // Clip position = metres from the layer origin * scale + offset.
    scale: vec2f,
    offset: vec2f,
    pixels_per_m: f32,
    size_px: f32,
    // Where the tile lies in the plane of pixels, so that patterns run on from tile to tile.
    phase: vec2f,
};

struct Style {
    palette: array<vec4f, 64>,
    line: vec4f,
    hatch: vec4f,
    // Width, dash on, dash off.
    line_shape: vec4f,
    // Distance of the hatch lines, their width.
    hatch_shape: vec4f,
};

@group(0) @binding(0) var<uniform> view: View;
@group(1) @binding(0) var<uniform> style: Style;

struct FillVertex {
    @builtin(position) position: vec4f,
    @location(0) @interpolate(flat) colour: vec4f,
};

@vertex
fn fill_vertex(@location(0) at: vec2f, @location(1) class_index: f32) -> FillVertex {
    var out: FillVertex;
    out.position = vec4f(at * view.scale + view.offset, 0.0, 1.0);
    out.colour = style.palette[u32(class_index)];
    return out;
}

@fragment
fn fill_fragment(in: FillVertex) -> @location(0) vec4f {
    let period = style.hatch_shape.x;
    if period <= 0.0 {
        return in.colour;
    }
    let at = in.position.xy + view.phase;
    let turn = fract((at.x - at.y) * 0.70710678 / period);
    let distance = min(turn, 1.0 - turn) * period;
    let cover = clamp(style.hatch_shape.y * 0.5 - distance + 0.5, 0.0, 1.0);
    return in.colour * (1.0 - style.hatch.a * cover) + style.hatch * cover;
}

struct LineVertex {
    @builtin(position) position: vec4f,
    @location(0) along_px: f32,
};

@vertex
fn line_vertex(
    @builtin(vertex_index) corner: u32,
    @location(0) ends: vec4f,
    @location(1) start_m: f32,
) -> LineVertex {
    let a = ends.xy;
    let b = ends.zw;
    let length_m = distance(a, b);
    var forward = vec2f(1.0, 0.0);
    if length_m > 0.0 {
        forward = (b - a) / length_m;
    }
    let half_m = style.line_shape.x * 0.5 / view.pixels_per_m;
    // Square caps close the joints; dashes end where they end.
    let cap_m = select(0.0, half_m, style.line_shape.y <= 0.0);
    let at_end = f32(corner & 1u);
    let side = f32(corner >> 1u) * 2.0 - 1.0;
    let at = mix(a - forward * cap_m, b + forward * cap_m, at_end) + vec2f(-forward.y, forward.x) * half_m * side;
    var out: LineVertex;
    out.position = vec4f(at * view.scale + view.offset, 0.0, 1.0);
    out.along_px = (start_m + length_m * at_end) * view.pixels_per_m;
    return out;
}

@fragment
fn line_fragment(in: LineVertex) -> @location(0) vec4f {
    let on = style.line_shape.y;
    if on > 0.0 {
        let whole = on + style.line_shape.z;
        if fract(in.along_px / whole) * whole > on {
            discard;
        }
    }
    return style.line;
}
