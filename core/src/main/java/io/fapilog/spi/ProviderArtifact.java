package io.fapilog.spi;

/**
 * An artifact of fapilog with a provider that is found by a services file.
 *
 * @param name the artifact's name
 * @param provider the name of the class of its provider
 */
record ProviderArtifact(String name, String provider) {
    /** What is missing, and how to add it, when this provider of {@code service} was not found. */
    String advice(Class<?> service) {
        if (!isPresent(service.getClassLoader())) {
            return "the artifact io.fapilog:" + name + ", which is not on the class path; add it as a dependency";
        }
        return "its services file: the class " + provider + " is on the class path, but no file META-INF/services/"
                + service.getName()
                + " there names it. A build that merges jars into one must also merge their files of"
                + " this name: Maven Shade with the ServicesResourceTransformer, Gradle Shadow with mergeServiceFiles()"
                + " (the jar of Spring Boot keeps them apart and needs nothing)";
    }

    private boolean isPresent(ClassLoader loader) {
        try {
            Class<?> unused = Class.forName(provider, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
