"""The matters of the catalogue that the demonstration of the comprehensive window uses."""

TEACHER = "11110000MB95027447211010500500002"  # 教师资格认定（高级中学教师资格）
TAXI = "11110000MB95155537211011801100001"  # 出租汽车驾驶员客运资格认定（首次领证）
STALL = "11110000MB9526623Q211013101700001"  # 个体工商户设立登记
LOCKS = "1111000000002888XF2111009003000"  # 开锁业备案
FOOD = "11110000MB9526623Q211013100100001"  # 食品经营许可（首次申请）
CARE = "11110000MB9507596B211101100100001"  # 养老机构备案（设立备案）
BOOKS = "11110000MB9542543P2110139002000"  # 出版物零售单位设立审批
SHOWN = {TEACHER, TAXI, STALL, LOCKS, FOOD, CARE, BOOKS}

PLACE = "北京市通州区新华东街256号院3号楼2单元1102室"
SHOP = "北京市通州区留庄路1号院5号楼1层103（演示）"
PHOTO, PREMISES = "近期免冠证件照", "经营场所使用证明"
