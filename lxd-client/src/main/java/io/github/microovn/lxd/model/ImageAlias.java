package io.github.microovn.lxd.model;

/**
 * A name of an image.
 *
 * @param name the name
 * @param target the fingerprint of the image; empty where the alias is listed with its image
 * @param type what instances the image makes
 * @param description free text
 */
public record ImageAlias(String name, String target, InstanceType type, String description) {}
