package io.polisflow;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PostFilter;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.access.prepost.PreFilter;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

/** The import table of the architecture as rules, for any root package so that planted breaches can be judged as well. */
final class ArchitectureRules {

    private static final String CAMUNDA = "org.camunda..";

    /** What the business may lean on: the language with its ciphers, JPA, Spring's annotations and data access, telephone numbers. */
    private static final String[] CRM_LIBRARIES = {
        "java..",
        "javax.crypto..",
        "javax.sql..",
        "javax.crypto..",
        "jakarta.persistence..",
        "jakarta.validation..",
        "org.hibernate.annotations..",
        // The audit hears of every entity that is written.
        "org.hibernate.action.spi..",
        "org.hibernate.collection.spi..",
        "org.hibernate.engine.spi..",
        "org.hibernate.event..",
        "org.hibernate.metamodel.mapping..",
        "org.hibernate.persister..",
        "org.hibernate.proxy..",
        "jakarta.annotation..",
        "org.hibernate.type..",
        "org.springframework.beans..",
        "org.springframework.boot.autoconfigure.condition..",
        "org.springframework.boot.context.properties..",
        "org.springframework.boot.json..",
        "org.springframework.context..",
        "org.springframework.core..",
        "org.springframework.dao..",
        "org.springframework.data..",
        "org.springframework.jdbc..",
        "org.springframework.orm.jpa..",
        "org.springframework.scheduling..",
        "org.springframework.security.access.prepost..",
        "org.springframework.stereotype..",
        "org.springframework.transaction..",
        "org.springframework.util..",
        "org.slf4j..",
        "com.google.i18n.phonenumbers..",
        // What an uploaded archive or picture says of itself.
        "org.apache.commons.compress..",
        "javax.imageio..",
        // A trigger of H2 is a class.
        "org.h2.api.."
    };

    private final String root;

    ArchitectureRules(String root) {
        this.root = root;
    }

    /** Every rule by its name. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("no class lies outside the known packages", noClassOutside());
        rules.put("the engine is known in process and security only", engineOnlyInProcess());
        rules.put("a model's package imports crm, engine and sla", model());
        rules.put("models do not know each other", modelsApart());
        rules.put("engine, sla and models know no model", engineKnowsNoModel());
        rules.put("crm is business only", crm());
        rules.put("crm packages have no cycles", crmWithoutCycles());
        rules.put("what web asks crm about one deal or client asks who sees it", sightAsked());
        rules.put("methods are secured by PreAuthorize on them alone", securedMethods());
        rules.put("an integration imports crm only", integration());
        rules.put("integrations do not know each other", integrationsApart());
        rules.put("adapters are package-private", adaptersHidden());
        rules.put("web imports crm, security, models and sla", web());
        rules.put("security imports crm", ours("security", "crm", "security"));
        rules.put("the sandbox imports nothing of ours", ours("sandbox", "sandbox"));
        rules.put("what web sees of process names no engine class", publicTypesNameNoEngine());
        return rules;
    }

    private ArchRule noClassOutside() {
        return classes()
                .should()
                .resideInAnyPackage(
                        in("process"), in("crm"), in("integration"), in("web"), in("security"), in("sandbox"))
                .orShould()
                .haveFullyQualifiedName(root + ".Polisflow");
    }

    private ArchRule engineOnlyInProcess() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("process"), in("security"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CAMUNDA);
    }

    private ArchRule model() {
        return ours("process", "crm", "process");
    }

    private ArchRule modelsApart() {
        return slices().matching(root + ".process.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        DescribedPredicate.alwaysTrue(), resideInAnyPackage(in("process.engine"), in("process.sla")));
    }

    private ArchRule engineKnowsNoModel() {
        return noClasses()
                .that()
                .resideInAPackage(in("process.engine"))
                .should()
                .dependOnClassesThat(resideInAPackage(in("process")).and(not(resideInAPackage(in("process.engine")))));
    }

    private ArchRule crm() {
        String[] allowed =
                Stream.concat(Stream.of(in("crm")), Stream.of(CRM_LIBRARIES)).toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(in("crm"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    private ArchRule crmWithoutCycles() {
        return slices().matching(root + ".crm.(*)..").should().beFreeOfCycles();
    }

    private ArchRule sightAsked() {
        return classes()
                .that()
                .resideInAPackage(in("crm"))
                .and()
                .resideOutsideOfPackage(in("crm.access"))
                .should(askSight());
    }

    /** No advisor looks for anything else, so that it would stand there without effect. */
    private ArchRule securedMethods() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .areNotAnnotations()
                .should()
                .beMetaAnnotatedWith(PreAuthorize.class)
                .orShould()
                .dependOnClassesThat(belongToAnyOf(
                        PostAuthorize.class, PreFilter.class, PostFilter.class, Secured.class, RolesAllowed.class));
    }

    /** By the names of arguments, which our code is compiled with. */
    private ArchCondition<JavaClass> askSight() {
        return new ArchCondition<>("ask for sight of the deal or client that an argument of a method names") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.isAnnotatedWith(Service.class) && !type.isAnnotatedWith(Component.class)) {
                    return;
                }
                for (JavaMethod method : type.getMethods()) {
                    boolean asked = method.getAccessesToSelf().stream()
                            .anyMatch(call -> resideInAPackage(in("web")).test(call.getOriginOwner()));
                    boolean one = Stream.of(method.reflect().getParameters()).anyMatch(ArchitectureRules::namesOne);
                    boolean asks = method.getAnnotations().stream()
                            .anyMatch(each -> each.getRawType().getPackageName().endsWith(".crm.access")
                                    || each.getRawType().isEquivalentTo(PreAuthorize.class));
                    if (asked && one && !asks) {
                        events.add(SimpleConditionEvent.violated(type, method.getFullName() + " asks nobody's sight"));
                    }
                }
            }
        };
    }

    private static boolean namesOne(Parameter parameter) {
        return parameter.getType() == String.class
                        && Set.of("deal", "dealNumber", "number").contains(parameter.getName())
                || parameter.getType() == long.class
                        && Set.of(
                                        "clientId",
                                        "contractId",
                                        "keptId",
                                        "letterId",
                                        "mergeId",
                                        "mergedId",
                                        "oneId",
                                        "otherId",
                                        "policyId",
                                        "proposalId",
                                        "recordingId",
                                        "requestId",
                                        "leadId",
                                        "touchId")
                                .contains(parameter.getName());
    }

    private ArchRule integration() {
        return ours("integration", "crm", "integration");
    }

    private ArchRule integrationsApart() {
        // The wire is no system: it is what all adapters speak over, and knows none of them.
        return slices().matching(root + ".integration.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(in("integration.wire")));
    }

    private ArchRule adaptersHidden() {
        DescribedPredicate<JavaClass> port = resideInAPackage(in("crm")).and(JavaClass.Predicates.INTERFACES);
        return classes()
                .that()
                .resideInAPackage(in("integration"))
                .and()
                .implement(port)
                .should()
                .bePackagePrivate();
    }

    private ArchRule web() {
        return ours("web", "crm", "security", "process.models", "process.sla", "web");
    }

    private ArchRule publicTypesNameNoEngine() {
        return classes()
                .that()
                .resideInAnyPackage(in("process.models"), in("process.sla"))
                .and()
                .arePublic()
                .should(nameNoEngineClass());
    }

    /** Of the classes under the root, a package may see only these. */
    private ArchRule ours(String from, String... seen) {
        List<String> allowed = new ArrayList<>();
        for (String name : seen) {
            allowed.add(in(name));
        }
        return noClasses()
                .that()
                .resideInAPackage(in(from))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(root + "..").and(not(resideInAnyPackage(allowed.toArray(String[]::new)))));
    }

    private static ArchCondition<JavaClass> nameNoEngineClass() {
        DescribedPredicate<JavaClass> engine = resideInAPackage(CAMUNDA);
        return new ArchCondition<>("name no class of the engine in what others can call") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream<JavaClass> inherited =
                        Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream());
                Stream<JavaClass> called = type.getCodeUnits().stream()
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                        .flatMap(ArchitectureRules::signature);
                Stream.concat(inherited, called)
                        .filter(engine)
                        .forEach(named -> events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " names " + named.getName())));
            }
        };
    }

    private static Stream<JavaClass> signature(JavaCodeUnit unit) {
        return Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()));
    }

    private String in(String name) {
        return root + "." + name + "..";
    }
}
