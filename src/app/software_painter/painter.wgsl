// egui's triangles, and no more than they need: a software renderer runs every instruction for every pixel.

struct Screen {
    // Clip position = points * scale + offset.
    scale: vec2f,
    offset: vec2f,
};

@group(0) @binding(0) var<uniform> screen: Screen;
@group(1) @binding(0) var image: texture_2d<f32>;
@group(1) @binding(1) var image_sampler: sampler;

struct Corner {
    @builtin(position) position: vec4f,
    @location(0) @interpolate(linear) colour: vec4f,
    @location(1) @interpolate(linear) uv: vec2f,
};

@vertex
fn vertex(@location(0) at: vec2f, @location(1) uv: vec2f, @location(2) colour: vec4f) -> Corner {
    var out: Corner;
    out.position = vec4f(at * screen.scale + screen.offset, 0.0, 1.0);
    out.colour = colour;
    out.uv = uv;
    return out;
}

@fragment
fn plain(in: Corner) -> @location(0) vec4f {
    return in.colour;
}

@fragment
fn textured(in: Corner) -> @location(0) vec4f {
    return in.colour * textureSample(image, image_sampler, in.uv);
}
