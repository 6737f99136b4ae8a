"""Invented names and requests of a Spanish-speaking municipality."""

from typing import Final

GIVEN_NAMES: Final = (
    "María José Juan Rosa Luis Carmen Carlos Ana Jorge Luz Víctor Elena Miguel Sofía Pedro Lucía Julio Flor "
    "César Gloria Manuel Nélida Óscar Teresa Raúl Silvia Ángel Norma Hugo Verónica Iván Milagros Andrés Irma "
    "Ñusta Yolanda Félix Edith Rubén Zoila Martín Bertha Álvaro Inés Fabián Rocío Néstor Úrsula Gael Noemí"
).split()

SURNAMES: Final = (
    "Quispe Flores Sánchez Rodríguez García Rojas Huamán Mamani Díaz Vargas Torres Ramírez Castillo Chávez "
    "Gutiérrez Mendoza Ramos Espinoza Fernández Peña Núñez Muñoz Ibáñez Zúñiga Acuña Salazar Cárdenas Ríos "
    "Córdova Palomino Ortiz Vega Aguilar Paredes Medina Campos Silva Herrera León Cabrera Morales Romero "
    "Guerrero Delgado Ponce Solís Jiménez Araya Mora Vindas Ugalde Brenes Chacón Quesada Alfaro Cubillo "
    "Ñahui Ccori Yupanqui Tello Valdivia Bravo Lozano Miranda Navarro Pizarro Olivares Benavides Urbina"
).split()

STREETS: Final = (
    "Los Álamos", "Las Begonias", "Camino Real", "Los Laureles", "Pezet", "Salaverry", "Arequipa", "El Olivar",
    "Los Cedros", "Miguel Dasso", "Conquistadores", "Las Flores", "Javier Prado", "Paseo Parodi", "Los Pinos",
    "Rivera Navarrete", "Andrés Reyes", "Chinchón", "Las Camelias", "Dos de Mayo",
)  # fmt: skip

UNITS: Final = (
    "Vías y Ornato", "Gestión Ambiental", "Seguridad Ciudadana", "Rentas", "Licencias y Autorizaciones",
    "Catastro", "Desarrollo Social", "Tránsito y Transporte", "Parques y Jardines", "Trámite Documentario",
    "Obras Privadas", "Registro Civil",
)  # fmt: skip

# (title, code of the query type, place of its unit in UNITS)
TOPICS: Final = (
    ("Bache o calle dañada", "denuncia", 0), ("Vereda rota", "denuncia", 0), ("Alumbrado apagado", "reclamo", 0),
    ("Buzón sin tapa", "denuncia", 0), ("Basura sin recoger", "reclamo", 1), ("Desmonte en la vía", "denuncia", 1),
    ("Ruidos molestos", "denuncia", 1), ("Malos olores", "denuncia", 1), ("Punto de reciclaje", "informacion", 1),
    ("Serenazgo: patrullaje", "peticion", 2), ("Cámara de seguridad", "sugerencia", 2),
    ("Impuesto predial: cuánto debo", "informacion", 3), ("Fraccionamiento de deuda", "tramite", 3),
    ("Arbitrios mal calculados", "reclamo", 3), ("Constancia de no adeudo", "tramite", 3),
    ("Licencia de funcionamiento", "tramite", 4), ("Anuncios y publicidad", "tramite", 4),
    ("Comercio en la vía pública", "denuncia", 4), ("Certificado de parámetros", "tramite", 5),
    ("Numeración de la casa", "tramite", 5), ("Empadronamiento del vaso de leche", "tramite", 6),
    ("Adulto mayor: programas", "informacion", 6), ("Carné de discapacidad", "tramite", 6),
    ("Semáforo malogrado", "reclamo", 7), ("Auto abandonado", "denuncia", 7), ("Zona rígida", "consulta", 7),
    ("Poda de árbol", "peticion", 8), ("Riego del parque", "queja", 8), ("Árbol por caer", "denuncia", 8),
    ("Estado de mi expediente", "consulta", 9), ("Mesa de partes: requisitos", "informacion", 9),
    ("Copia de documentos", "acceso_informacion", 9), ("Licencia de edificación", "tramite", 10),
    ("Construcción sin permiso", "denuncia", 10), ("Partida de nacimiento", "tramite", 11),
    ("Matrimonio civil", "tramite", 11), ("Separación convencional", "informacion", 11),
    ("Mala atención en ventanilla", "queja", 9), ("Horario de atención", "informacion", 9),
    ("Casilla electrónica", "consulta", 9),
)  # fmt: skip

DETAILS: Final = (
    "Pregunta por los requisitos y el costo.", "Vuelve por segunda vez esta semana.",
    "Dice que llamó y no le respondieron.", "Trae fotografías del lugar.", "Es frente a un colegio.",
    "Pide que le avisen al teléfono.", "Vive en la cuadra desde hace años.", "Viene en nombre de su madre.",
    "Los vecinos firmaron un memorial.", "Se le explicó el plazo y la vía.", "Ocurre sobre todo de noche.",
    "Adjunta recibo de pago.", "Indica que hay riesgo para los niños.", "Solicita copia de la respuesta.",
)  # fmt: skip

NOTES: Final = (
    "Se coordinó la visita con la cuadrilla.", "El ciudadano envió más fotografías.",
    "Se pidió informe a la unidad.", "Se programó la inspección.", "Se revisó el expediente anterior.",
)

ANSWERS: Final = (
    "Se reparó y se verificó en el lugar.", "Se informó el procedimiento y el plazo.",
    "Se emitió la constancia solicitada.", "Se notificó al responsable.", "No procede; se explicó el motivo.",
)
