package io.github.microovn.rebuilder.junit;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cluster.MicroOvnCluster;
import io.github.microovn.rebuilder.embedded.EmbeddedMicroOvn;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Keeps one cluster for each class, and gives what tests ask for of it. */
final class MicroOvnExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(MicroOvnExtension.class);

    private static final Map<Class<?>, Function<TestCluster, Object>> GIVEN = Map.of(
            MicroOvnCluster.class,
            TestCluster::cluster,
            LxdClient.class,
            TestCluster::client,
            RebuilderOptions.Builder.class,
            TestCluster::options,
            EmbeddedMicroOvn.class,
            cluster -> cluster.embedded()
                    .orElseThrow(() ->
                            new ParameterResolutionException("the nodes are on a real LXD, not an embedded one")));

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return GIVEN.containsKey(parameter.getParameter().getType());
    }

    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Function<TestCluster, Object> given = GIVEN.get(parameter.getParameter().getType());
        return given == null ? null : given.apply(cluster(context));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Optional<Throwable> failure = context.getExecutionException();
        TestCluster cluster = store(marked(context)).get(TestCluster.class, TestCluster.class);
        if (failure.isPresent() && cluster != null) {
            failure.get().addSuppressed(new NodeLogs(cluster.options().build()).attachTo(context));
        }
    }

    private static TestCluster cluster(ExtensionContext context) {
        ExtensionContext marked = marked(context);
        MicroOvn wanted = AnnotationSupport.findAnnotation(marked.getRequiredTestClass(), MicroOvn.class)
                .orElseThrow();
        return store(marked)
                .computeIfAbsent(
                        TestCluster.class, key -> TestCluster.up(wanted, new Settings(context)), TestCluster.class);
    }

    /** The outermost class around a test that has the annotation: nested ones share its cluster. */
    private static ExtensionContext marked(ExtensionContext context) {
        ExtensionContext marked = context;
        for (ExtensionContext around = context; ; around = around.getParent().orElseThrow()) {
            if (around.getTestClass().isEmpty()) {
                return marked;
            }
            if (AnnotationSupport.isAnnotated(around.getTestClass(), MicroOvn.class)) {
                marked = around;
            }
        }
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
