package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.ProjectInfo;
import io.github.microovn.lxd.model.ProjectSpec;
import io.github.microovn.lxd.model.ProjectState;

/** The projects ({@code /1.0/projects}). Thread-safe. */
public final class Projects extends RenamableResources<ProjectInfo, ProjectSpec> {
    private final Family<ProjectInfo, ProjectSpec> family;

    private Projects(Family<ProjectInfo, ProjectSpec> family) {
        super(family);
        this.family = family;
    }

    static Projects of(Api api) {
        return new Projects(
                Family.of(api.outsideProjects(), ProjectInfo.class, ProjectSpec.class, Noun.of("project"), "projects"));
    }

    /**
     * {@return how much of its limits a project uses ({@code GET /1.0/projects/NAME/state})}
     *
     * @param name its name
     */
    public ProjectState state(String name) {
        return family.item(name).get("state", ProjectState.class);
    }
}
