/** Records of the API about storage: pools, volumes, and their snapshots and backups. */
@NullMarked
package io.github.microovn.lxd.model.storage;

import org.jspecify.annotations.NullMarked;
