package dev.stillroom.host.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.FileDescriptor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The direction of the package arrows, and who may touch the wire. */
class ArchitectureTest {

  private static final String HOST = "dev.stillroom.host.";

  /** A package may use those that stand before it. */
  private static final List<String> ORDER =
      List.of(
          "home",
          "protocol",
          "worker",
          "teacher",
          "journal",
          "watch",
          "routine",
          "trust",
          "apply",
          "task",
          "pick",
          "fill",
          "repeat",
          "outcome",
          "ask",
          "agent",
          "share",
          "engine",
          "install",
          "command");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.stillroom");
  }

  @Test
  void arrowsBetweenPackagesPointOneWay() {
    for (int i = 0; i < ORDER.size(); i++) {
      String[] later =
          ORDER.subList(i + 1, ORDER.size()).stream()
              .map(name -> HOST + name + "..")
              .toArray(String[]::new);
      if (later.length > 0) {
        noClasses()
            .that()
            .resideInAPackage(HOST + ORDER.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later)
            .allowEmptyShould(true)
            .check(classes);
      }
    }
  }

  @Test
  void onlyTheCommandLineReadsPages() {
    noClasses()
        .that()
        .resideInAPackage("dev.stillroom.host..")
        .and()
        .resideOutsideOfPackage(HOST + "command..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.stillroom.runtime.page..", "org.jsoup..")
        .check(classes);
  }

  @Test
  void everyPackageStandsInTheOrder() {
    Set<String> unknown = new TreeSet<>();
    for (JavaClass type : classes.that(resideInAPackage("dev.stillroom.host.."))) {
      String station = type.getPackageName().substring(HOST.length()).split("\\.")[0];
      if (!ORDER.contains(station) && !station.equals("relay")) {
        unknown.add(station);
      }
    }
    assertTrue(unknown.isEmpty(), () -> "packages without a place in the order: " + unknown);
  }

  @Test
  void theRelayUsesNothingButTheJdkAndHome() {
    noClasses()
        .that()
        .resideInAPackage(HOST + "relay..")
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage("java..", "jdk..", HOST + "home..", HOST + "relay..")))
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(HOST + "home..")
        .should()
        .dependOnClassesThat(not(resideInAnyPackage("java..", "jdk..", HOST + "home..")))
        .check(classes);
  }

  @Test
  void theRuntimeKnowsNothingOfTheHostAndNobodyHereOfTheDistiller() {
    noClasses()
        .that()
        .resideInAPackage("dev.stillroom.runtime..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.stillroom.host..", "dev.stillroom.distiller..")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("dev.stillroom.host..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.stillroom.distiller..", "ai.djl..", "ai.onnxruntime..")
        .check(classes);
  }

  @Test
  void onlyTheWiresOwnersTouchStandardOutput() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.stillroom.runtime.job.Worker")
        .and()
        .doNotHaveFullyQualifiedName(HOST + "relay.Relay")
        .and()
        .resideOutsideOfPackage(HOST + "command..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(FileDescriptor.class, "out")
        .check(classes);
  }

  @Test
  void onlyOneClassOfTheCommandLineTouchesStandardOutput() {
    Set<String> printing = new TreeSet<>();
    for (JavaClass type : classes.that(resideInAPackage(HOST + "command.."))) {
      type.getFieldAccessesFromSelf().stream()
          .filter(
              access ->
                  access.getTarget().getName().equals("out")
                      && (access.getTargetOwner().isEquivalentTo(System.class)
                          || access.getTargetOwner().isEquivalentTo(FileDescriptor.class)))
          .forEach(access -> printing.add(outermost(type).getName()));
    }
    assertTrue(printing.size() <= 1, () -> "more than one class prints: " + printing);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }
}
