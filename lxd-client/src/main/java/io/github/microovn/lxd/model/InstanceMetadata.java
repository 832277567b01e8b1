package io.github.microovn.lxd.model;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * What an instance has of its image: facts, and templates of files that the daemon writes into it. Immutable: every
 * {@code with} method returns a changed copy.
 *
 * @param architecture for example {@code x86_64}
 * @param creationDate when the image was made, in seconds since 1970
 * @param expiryDate when the image becomes out of date, in seconds since 1970; 0 for never
 * @param properties what the image says about itself
 * @param templates the templates by the path of the file they make
 */
public record InstanceMetadata(
        String architecture,
        long creationDate,
        long expiryDate,
        Map<String, String> properties,
        Map<String, Template> templates) {
    /** {@inheritDoc} */
    public InstanceMetadata {
        requireNonNull(architecture, "architecture");
        properties = Copies.of(properties);
        templates = Copies.of(templates);
    }

    /**
     * What makes a file in an instance.
     *
     * @param when when it is written: {@code create}, {@code copy}, {@code start}
     * @param createOnly whether a file that is there stays as it is
     * @param template the name of the template
     * @param properties what it is told
     */
    public record Template(List<String> when, boolean createOnly, String template, Map<String, String> properties) {
        /** {@inheritDoc} */
        public Template {
            when = List.copyOf(when);
            properties = Copies.of(properties);
        }
    }

    /**
     * Adds or replaces a property.
     *
     * @param key for example {@code os}
     * @param value its value
     * @return the changed copy
     */
    public InstanceMetadata withProperty(String key, String value) {
        return new InstanceMetadata(
                architecture, creationDate, expiryDate, Copies.with(properties, key, value), templates);
    }

    /**
     * Adds or replaces a template.
     *
     * @param path the path of the file it makes
     * @param template what makes the file
     * @return the changed copy
     */
    public InstanceMetadata withTemplate(String path, Template template) {
        return new InstanceMetadata(
                architecture, creationDate, expiryDate, properties, Copies.with(templates, path, template));
    }

    /**
     * Removes a template.
     *
     * @param path the path of the file it makes
     * @return the changed copy
     */
    public InstanceMetadata withoutTemplate(String path) {
        return new InstanceMetadata(
                architecture, creationDate, expiryDate, properties, Copies.without(templates, path));
    }
}
