package dev.stillroom.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The direction of the package arrows. */
class ArchitectureTest {

  private static final String ROOT = "dev.stillroom.runtime.";

  /** A package may use those that stand before it. */
  private static final List<String> ORDER =
      List.of(
          "example",
          "language",
          "page",
          "features",
          "encoder",
          "summary",
          "form",
          "student",
          "pack",
          "pool",
          "fill");

  /** What stands alone: its users are everywhere. */
  private static final List<String> APART = List.of("bounds", "job", "ledger");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.stillroom.runtime");
  }

  @Test
  void arrowsBetweenPackagesPointOneWay() {
    for (int i = 0; i < ORDER.size() - 1; i++) {
      String[] later =
          ORDER.subList(i + 1, ORDER.size()).stream()
              .map(name -> ROOT + name + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOT + ORDER.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @Test
  void boundsAndJobsUseNoOtherPackage() {
    for (String name : APART) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + name + "..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.stillroom.runtime..")
                  .and(not(resideInAPackage(ROOT + name + ".."))))
          .check(classes);
    }
  }

  @Test
  void everyPackageHasItsPlace() {
    for (JavaClass type : classes) {
      String name = type.getPackageName().substring(ROOT.length()).split("\\.")[0];
      assertTrue(ORDER.contains(name) || APART.contains(name), type::getName);
    }
  }
}
